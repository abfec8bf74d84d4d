# frozen_string_literal: true

# Makes the requests of a plan (JSON: [[verb, path, headers], ...]) with Net::HTTP, from one source address, at a steady pace.

require "json"
require "net/http"

base, source, plan, pause = ARGV
uri = URI(base)
http = Net::HTTP.new(uri.host, uri.port)
http.local_host = source
http.start do
  JSON.parse(File.read(plan)).each do |verb, path, headers|
    http.send_request(verb, path, verb == "POST" ? "quantity=1" : nil, headers)
    sleep pause.to_f
  end
end
