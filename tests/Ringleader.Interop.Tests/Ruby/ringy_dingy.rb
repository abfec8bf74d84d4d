# What RingyDingy does, by Rinda's own calls: the gem is not needed for the tests.
require 'rinda/ring'
require 'rinda/rinda'
require 'rinda/tuplespace'
require 'socket'

# The first tuple space that answers on a UDP port.
def ring(port = ARGV[0])
  listen
  $ring ||= Rinda::RingFinger.new(['127.0.0.1'], Integer(port)).lookup_ring_any(5)
end

# RingyDingy::RingServer.print_services, as ring_server -l shows it.
def print_services
  services = ring.read_all [:name, nil, DRbObject, nil]
  puts "Services on #{ring.__drburi}"
  services.sort_by { |s| [s[2].__drburi, -s[2].__drbref] }.each do |s|
    puts "%p, %p URI: %s ref: %d" % [s[1], s[3], s[2].__drburi, s[2].__drbref]
  end
end

# RingyDingy::Lookup#find.
def find(name)
  services = ring.read_all [:name, nil, DRbObject, nil]
  found = services.find do |_, service_name, service, _|
    next unless service_name == name
    service.method_missing :object_id
  rescue DRb::DRbConnError, NoMethodError
    next
  end
  raise "unable to find service #{name.inspect}" unless found
  found[2]
end

# RingyDingy#register, with a lease of its own.
def register(object, service, lease)
  identifier = [Socket.gethostname.downcase, $$].join '_'
  ring.write [:name, service, DRbObject.new(object), identifier], Rinda::SimpleRenewer.new(lease)
end
