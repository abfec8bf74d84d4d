# What the scripts of the tests share: a client of the server named by the first argument, and a server of one's own.
require 'drb'
require 'timeout'

$stdout.sync = true

# Starts the listener for call-backs, once.
def listen
  DRb.primary_server || DRb.start_service('druby://127.0.0.1:0')
end

# The object that an address leads to; by default that of the first argument.
def connect(uri = ARGV[0])
  listen
  DRbObject.new_with_uri(uri)
end

def front = $front ||= connect

# Prints a value as Ruby writes it.
def show(value) = puts(value.inspect)

# The class and text of what the block raises.
def raised
  value = yield
  "nothing was raised, but #{value.inspect} returned"
rescue Exception => e
  "#{e.class}: #{e.message}"
end

# Sends a call past the methods that DRbObject answers by itself.
def send_raw(object, name, *args) = object.method_missing(name, *args)

# Offers an object until standard input ends.
def serve(front, uri = 'druby://127.0.0.1:0', config = {})
  DRb.start_service(uri, front, config)
  puts "ready #{DRb.uri}"
  $stdin.read
  exit!(0)
end
