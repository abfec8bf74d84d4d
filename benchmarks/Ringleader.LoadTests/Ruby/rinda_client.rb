# frozen_string_literal: true

# usage: rinda_client.rb RESIDENT URI
# Each caller is a thread of this process.
require "drb"
require_relative "closed_loop"
require_relative "rinda_jobs"

resident = Integer(ARGV.fetch(0))
space = DRbObject.new_with_uri(ARGV.fetch(1))
ClosedLoop.serve { |caller| RindaJobs.write_and_take(space, resident, caller) }
