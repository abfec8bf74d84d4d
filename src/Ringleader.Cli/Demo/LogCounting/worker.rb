# A worker of the demo scene "remoting", in plain Ruby: the same loop as RangeWorker.cs.
# Called as: ruby -e SCRIPT druby://host:port NAME
require "drb"

module Ringleader
  LineRange = Struct.new(:id, :term, :lines)
end

# The expression of AccessLogLine.cs, so that every worker counts the same.
REQUEST = /\] "[A-Z]+ ((?:[^ "\\?]|\\.)+)(?:\?(?:[^ "\\]|\\.)*)? HTTP\/[0-9]/

# Who started this holds the other end of standard input; when that is gone, nobody waits for the work.
Thread.new { $stdin.read; exit! }

uri, name = ARGV
desk = DRbObject.new_with_uri(uri)
latencies = []
timed = lambda do |&call|
  start = Process.clock_gettime(Process::CLOCK_MONOTONIC, :microsecond)
  call.call.tap { latencies << Process.clock_gettime(Process::CLOCK_MONOTONIC, :microsecond) - start }
end

desk.join(name)
while desk.wait_for_work(name)
  while (range = timed.call { desk.take(name) })
    counts = Hash.new(0)
    unreadable = 0
    range.lines.each { |line| line =~ REQUEST ? counts[$1] += 1 : unreadable += 1 }
    timed.call { desk.complete(name, range.id, range.term, counts, unreadable) }
  end
end
desk.report(name, latencies)
