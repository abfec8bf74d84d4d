#!/usr/bin/env ruby
# frozen_string_literal: true

# Records samples/data/access.log: starts an nginx of its own on loopback, serves a generated shop from it, lets real
# clients (curl, Wget, Python, Ruby, wrk) visit that shop from many loopback addresses, and keeps the log nginx wrote.
#
#   eng/record-access-log.rb [OUTPUT] [--requests N] [--seed N]
#
# Needs nginx, curl, wget, python3 and wrk on the PATH; says which one is missing. Takes about two minutes, paced so
# that it never uses more than a fraction of one core, and ends every process it started.

require "fileutils"
require "json"
require "optparse"
require "socket"
require "tmpdir"
require_relative "access-log/shop"
require_relative "access-log/visits"
require_relative "access-log/clients"

options = { requests: 21_500, seed: 20_007 }
OptionParser.new do |parser|
  parser.banner = "usage: eng/record-access-log.rb [OUTPUT] [--requests N] [--seed N]"
  parser.on("--requests N", Integer) { |n| options[:requests] = n }
  parser.on("--seed N", Integer) { |n| options[:seed] = n }
end.parse!
output = ARGV[0] || File.expand_path("../samples/data/access.log", __dir__)

path = ENV.fetch("PATH").split(":") + %w[/usr/sbin]
missing = %w[nginx curl wget python3 wrk].reject { |tool| path.any? { |dir| File.executable?(File.join(dir, tool)) } }
abort "Recording needs #{missing.join(', ')}: install with your package manager and run again." if missing.any?
ENV["PATH"] = path.join(":")

random = Random.new(options[:seed])
port = TCPServer.open("127.0.0.1", 0) { |probe| probe.addr[1] }

# Nothing tells when nginx listens but the attempt itself.
def wait_for_nginx(port)
  100.times do
    TCPSocket.new("127.0.0.1", port).close
    return
  rescue Errno::ECONNREFUSED
    sleep 0.05
  end
  abort "nginx did not start within five seconds."
end

Dir.mktmpdir("access-log") do |directory|
  File.chmod(0o755, directory) # nginx's worker runs as another user
  shop = Shop.new(random)
  shop.write(directory, port)

  nginx = spawn("nginx", "-p", directory, "-c", "nginx.conf", "-e", "error.log", chdir: directory)
  begin
    wait_for_nginx(port)
    Clients.new(port, directory, random).run(Visits.new(shop, random), options[:requests])
  ensure
    Process.kill(:QUIT, nginx)
    Process.wait(nginx)
  end

  lines = File.readlines(File.join(directory, "access.log"))
  FileUtils.mkdir_p(File.dirname(output))
  File.write(output, lines.join)
  status = lines.map { |line| line[/" (\d{3}) /, 1] }.tally.sort.map { |code, n| "#{code}: #{n}" }.join(", ")
  puts "#{lines.size} requests recorded (#{status})."
end
