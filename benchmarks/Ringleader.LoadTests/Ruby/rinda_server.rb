# frozen_string_literal: true

# usage: rinda_server.rb RESIDENT TAKERS
# A space on a free port of loopback.
require "drb"
require_relative "rinda_jobs"

trap("INT", "IGNORE") # Ctrl-C is the driver's; closing our input ends us.
resident, takers = ARGV.map { |count| Integer(count) }
DRb.start_service("druby://127.0.0.1:0", RindaJobs.space(resident, takers))
puts "READY #{DRb.uri}"
$stdout.flush
$stdin.read
