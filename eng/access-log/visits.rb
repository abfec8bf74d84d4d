# frozen_string_literal: true

Request = Struct.new(:verb, :path, :headers)

# What a visitor does: pages after a Zipf-like popularity, the assets a page names, and now and then something odd.
class Visits
  SITE = "http://shop.example"
  WORDS = %w[lantern kettle lamp brass oak gift mug shelf].freeze

  def initialize(shop, random)
    @shop = shop
    @random = random
    pages = ["/"] + shop.categories + shop.products + shop.articles + shop.guides + ["/about.html", "/cart.html", "/feed.xml", "/sitemap.xml"]
    @ranked = pages.each_with_index.map { |page, rank| [page, 1.0 / ((rank + 1)**0.9)] }
    @weight = @ranked.sum(&:last)
  end

  # One visitor's requests, at least so many.
  def of(length)
    known = {}
    requests = []
    page = nil
    while requests.size < length
      from = page && { "Referer" => SITE + page }
      page = pick
      requests << Request.new("GET", page, from || {})
      requests.concat(assets_of(page).filter_map { |asset| asset_request(asset, page, known) }) if page.end_with?("/", ".html")
      requests << oddity(page) if @random.rand < 0.35
    end
    requests
  end

  # Pages alone, for a client that reads a list of addresses.
  def pages(length) = Array.new(length) { pick }

  private

  def pick
    left = @random.rand * @weight
    @ranked.each { |page, weight| return page if (left -= weight).negative? }
    @ranked.last.first
  end

  def assets_of(page)
    assets = [@shop.styles.first, @shop.scripts.first, @shop.image_of(page)]
    assets << @shop.scripts.last << @shop.calls.sample(random: @random) if page.start_with?("/products/")
    assets << "/favicon.ico" if page == "/"
    assets
  end

  # A visitor mostly trusts what it has; else it asks again, on the condition that it has changed.
  def asset_request(asset, page, known)
    return if known[asset] && @random.rand < 0.7

    headers = { "Referer" => SITE + page }
    headers["If-Modified-Since"] = "Fri, 31 Dec 2100 23:59:59 GMT" if known[asset]
    known[asset] = true unless asset.start_with?("/api/")
    Request.new("GET", asset, headers)
  end

  def oddity(page)
    case @random.rand(100)
    when 0...22 then Request.new("GET", "/search?q=#{WORDS.sample(random: @random)}&page=#{@random.rand(1..4)}", { "Referer" => SITE + page })
    when 22...38 then Request.new("GET", @shop.absent.sample(random: @random), {})
    when 38...52 then Request.new("GET", @shop.moved.sample(random: @random), {})
    when 52...66 then Request.new("HEAD", pick, {})
    when 66...76 then Request.new("GET", @shop.images.sample(random: @random), { "Range" => "bytes=0-#{@random.rand(500..1_500)}" })
    when 76...80 then Request.new("GET", @shop.images.sample(random: @random), { "Range" => "bytes=9000000-" })
    when 80...88 then Request.new("POST", page, {})
    when 88...95 then Request.new("GET", @shop.calls.last(2).sample(random: @random), {})
    else Request.new("GET", @shop.closed.first, {})
    end
  end
end
