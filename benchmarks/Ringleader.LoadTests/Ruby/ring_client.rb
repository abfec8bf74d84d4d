# frozen_string_literal: true

# usage: ring_client.rb PORT
# A call is a lookup, from the question to the first answer.
require "drb"
require "rinda/ring"
require_relative "closed_loop"

# Each lookup keeps a thread that sleeps so long, five seconds by default; with that many the peer would only be slower.
TIMEOUT = 1

DRb.start_service("druby://127.0.0.1:0")
finger = Rinda::RingFinger.new(["127.0.0.1"], Integer(ARGV.fetch(0)))
ClosedLoop.serve { finger.lookup_ring_any(TIMEOUT) }
