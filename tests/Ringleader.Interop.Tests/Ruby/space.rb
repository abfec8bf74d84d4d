# A client of a tuple space, and one of Ruby's own.
require 'rinda/rinda'
require 'rinda/tuplespace'

def space = front
def proxy = $proxy ||= Rinda::TupleSpaceProxy.new(front)

# Runs the block in a thread that a test can wait for, and whose error is its value.
def background
  Thread.new do
    yield
  rescue Exception => e
    e.class
  end
end

# Seconds that the block takes.
def seconds
  started = Process.clock_gettime(Process::CLOCK_MONOTONIC)
  yield
  Process.clock_gettime(Process::CLOCK_MONOTONIC) - started
end

def eventually
  Timeout.timeout(30) { sleep 0.002 until yield }
end

# A space that says how many calls wait in it.
class CountingSpace < Rinda::TupleSpace
  def waiting
    synchronize do
      [@read_waiter, @take_waiter].sum { |bag| bag.instance_variable_get(:@hash).values.sum { |bin| bin.instance_variable_get(:@bin).size } }
    end
  end

  def notifiers
    synchronize { @notify_waiter.instance_variable_get(:@hash).values.sum { |bin| bin.instance_variable_get(:@bin).count(&:alive?) } }
  end
end
