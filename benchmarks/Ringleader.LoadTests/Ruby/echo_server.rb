# frozen_string_literal: true

# A DRb server as its users write it: echo of one value, on a free port of loopback.
require "drb"

class Echo
  def echo(value)
    value
  end
end

trap("INT", "IGNORE") # Ctrl-C is the driver's; closing our input ends us.
DRb.start_service("druby://127.0.0.1:0", Echo.new)
puts "READY #{DRb.uri}"
$stdout.flush
$stdin.read
