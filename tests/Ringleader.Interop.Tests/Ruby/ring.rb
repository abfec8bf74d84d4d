# Finders and ring servers of Ruby, on one address of a machine or of a network namespace.
require 'rinda/ring'
require 'rinda/tuplespace'
require 'socket'

# The number of the interface that has an address; 0, the system's choice, where none says so.
def interface_of(address)
  Socket.getifaddrs.find { |i| i.addr&.ip? && i.addr.ip_address == address }&.ifindex || 0
end

# Ruby's finder sends to IPv4 groups by the default route alone; this one sends from an address.
class FingerFrom < Rinda::RingFinger
  def initialize(address, *rest)
    @address = address
    super(*rest)
  end

  def make_socket(target)
    info = Addrinfo.udp(target, @port)
    return super unless info.ipv4_multicast?
    socket = Socket.new(info.pfamily, info.socktype, info.protocol)
    socket.setsockopt(:IPPROTO_IP, :IP_MULTICAST_IF, IPAddr.new(@address).hton)
    socket.setsockopt(Socket::Option.ipv4_multicast_loop(1))
    socket.connect(info)
    socket
  end
end

# Finds a space from an address and prints what it reads there.
def find_and_read(own, target, port, uri_host = own)
  uri_host ? DRb.start_service("druby://#{uri_host}:0") : DRb.start_service
  finger = FingerFrom.new(own, [target], port)
  finger.multicast_interface = interface_of(own)
  begin
    show finger.lookup_ring_any(3).read([:hello, nil], 1)
  rescue => e
    puts e.message
  end
end

# Serves a space and answers for it at addresses, until standard input ends.
def ring_serve(own, addresses, port)
  space = Rinda::TupleSpace.new
  space.write([:hello, 'ruby'])
  DRb.start_service("druby://#{own}:0", space)
  Rinda::RingServer.new(space, addresses, port)
  puts "ready #{DRb.uri}"
  $stdin.read
  exit!(0)
end
