# frozen_string_literal: true

# usage: echo_client.rb URI
# Each caller is a thread of this process and sends its own number.
require "drb"
require_relative "closed_loop"

echo = DRbObject.new_with_uri(ARGV.fetch(0))
ClosedLoop.serve do |caller|
  received = echo.echo(caller)
  raise "sent #{caller} and received #{received.inspect}, so the run is void" unless received == caller
end
