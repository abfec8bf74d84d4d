# frozen_string_literal: true

require "json"

# Real HTTP clients, each a process of its own with its own loopback address and its own User-Agent, a few at a time.
class Clients
  AT_ONCE = 5
  PER_SECOND = 50 # requests of one client, so that the recording disturbs nobody

  def initialize(port, directory, random)
    @port = port
    @directory = directory
    @random = random
    @host = 11
  end

  def run(visits, requests)
    jobs = plan(visits, requests)
    running = {}
    until jobs.empty? && running.empty?
      running.store(*jobs.shift.call) while running.size < AT_ONCE && jobs.any?
      pid, = Process.wait2
      running.delete(pid)
    end
  ensure
    running&.each_key { |pid| Process.kill(:TERM, pid) }
  end

  private

  # Most visitors are short, some are long: sizes fall off like the popularity of pages does.
  def plan(visits, requests)
    jobs = [-> { crawl }, -> { pressure(visits.pages(500)) }]
    left = requests - 1_900 # what the two above come to
    kinds = %i[curl python ruby curl ruby wget].cycle
    while left.positive?
      size = [[1_200, (60 / (@random.rand**0.8)).round].min, left].min
      left -= size
      kind = kinds.next
      jobs << (kind == :wget ? list(visits.pages(size)) : visit(kind, visits.of(size).first(size)))
    end
    jobs.shuffle(random: @random)
  end

  def visit(kind, requests)
    source = address
    -> { send(kind, source, requests) }
  end

  def list(pages)
    source = address
    file = scratch("wget", pages.map { |page| "#{base}#{page}\n" }.join)
    -> { start("wget", "-q", "-O", "/dev/null", "--wait=#{1.0 / PER_SECOND}", "--bind-address=#{source}", "-i", file) }
  end

  def crawl
    into = File.join(@directory, "crawl")
    start("wget", "-q", "-r", "-l", "4", "--delete-after", "--wait=0.01", "--bind-address=#{address}", "-P", into, "#{base}/")
  end

  def pressure(pages)
    script = scratch("wrk", <<~LUA)
      local pages = { #{pages.map { |page| page.dump }.join(', ')} }
      local at = 0
      function request() at = at % #{pages.size} + 1; return wrk.format("GET", pages[at]) end
      function delay() return 15 end
    LUA
    start("wrk", "-t", "1", "-c", "2", "-d", "12s", "-s", script, base)
  end

  def curl(source, requests)
    blocks = requests.map do |request|
      lines = ["url = \"#{base}#{request.path}\"", "output = \"/dev/null\"", "interface = \"#{source}\""]
      lines << "head" if request.verb == "HEAD"
      lines << "data = \"quantity=1\"" if request.verb == "POST"
      lines += request.headers.map { |name, value| "header = \"#{name}: #{value}\"" }
      lines.join("\n")
    end
    start("curl", "-s", "--rate", "#{PER_SECOND}/s", "-K", scratch("curl", blocks.join("\nnext\n")))
  end

  def python(source, requests) = start("python3", File.join(__dir__, "visit.py"), base, source, plan_file(requests), (1.0 / PER_SECOND).to_s)
  def ruby(source, requests) = start("ruby", File.join(__dir__, "visit.rb"), base, source, plan_file(requests), (1.0 / PER_SECOND).to_s)
  def plan_file(requests) = scratch("plan", JSON.generate(requests.map { |r| [r.verb, r.path, r.headers] }))

  def base = "http://127.0.0.1:#{@port}"
  def address = "127.0.0.#{@host += 1}"
  def start(*command) = [spawn(*command, out: File::NULL), command.first]

  def scratch(kind, text)
    @scratch = @scratch.to_i + 1
    File.join(@directory, "#{kind}-#{@scratch}").tap { |file| File.write(file, text) }
  end
end
