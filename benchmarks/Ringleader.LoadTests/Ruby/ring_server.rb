# frozen_string_literal: true

# An empty space and the ring server that tells of it, on a free port of loopback.
require "drb"
require "rinda/ring"
require "rinda/tuplespace"

trap("INT", "IGNORE") # Ctrl-C is the driver's; closing our input ends us.
port = UDPSocket.open { |socket| socket.tap { socket.bind("127.0.0.1", 0) }.local_address.ip_port }
DRb.start_service("druby://127.0.0.1:0")
Rinda::RingServer.new(Rinda::TupleSpace.new, ["127.0.0.1"], port)
puts "READY #{port}"
$stdout.flush
$stdin.read
