# A counter of the demo scene "space", in plain Ruby: the same as Counter.cs.
# Called as: ruby -e SCRIPT PORT NAME TIMES
require "drb"
require "rinda/ring"
require "rinda/tuplespace"

# Who started this holds the other end of standard input; when that is gone, nobody waits for the work.
Thread.new { $stdin.read; exit! }

port, name, times = ARGV
DRb.start_service("druby://127.0.0.1:0")
finger = Rinda::RingFinger.new(["127.0.0.1"], port.to_i)
board = Rinda::TupleSpaceProxy.new(finger.lookup_ring_any)

board.write(["ready", name])
board.read(["go", "tally"])
times.to_i.times do
  _, seen = board.read(["tally", nil])
  board.take(["tally", nil])
  board.write(["tally", seen + 1])
end
board.write(["done", "tally", name])

board.read(["go", "counter"])
times.to_i.times do
  _, count = board.take(["counter", nil])
  board.write(["counter", count + 1])
end
board.write(["done", "counter", name])
