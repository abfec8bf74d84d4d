# A service of the demo scene "services", in plain Ruby: registered by Rinda's RingProvider, and again when a ring server lost it.
# Called as: ruby -e SCRIPT PORT
require "drb"
require "rinda/ring"
require "rinda/tuplespace"

# Who started this holds the other end of standard input; when that is gone, nobody waits for the work.
Thread.new { $stdin.read; exit! }
$stdout.sync = true

class Clock
  include DRbUndumped

  def now
    Time.now.to_f
  end
end

port = ARGV[0].to_i
DRb.start_service("druby://127.0.0.1:0")
clock = Clock.new
description = "#{`hostname`.strip.downcase}_#{$$}"
registered = false

# RingProvider asks the ring server that RingFinger keeps; this one asks at the port of the scene.
find = lambda do
  finger = Rinda::RingFinger.new(["127.0.0.1"], port)
  finger.lookup_ring_any(1)
  Rinda::RingFinger.class_variable_set(:@@finger, finger)
end

loop do
  begin
    find.call
    if Rinda::RingFinger.primary.read_all([:name, :Clock, nil, description]).empty?
      Rinda::RingProvider.new(:Clock, clock, description, Rinda::SimpleRenewer.new(1)).provide
      puts "offered" unless registered
      registered = true
    end
  rescue DRb::DRbConnError, RuntimeError
    # No ring server answers: once more.
  end
  sleep 0.2
end
