# frozen_string_literal: true

require "fileutils"

# A small shop as nginx serves it: about 300 files, some redirects, and a few paths that only nginx answers.
class Shop
  MATERIALS = %w[brass copper walnut linen slate oak cork wool glass tin].freeze
  THINGS = %w[lantern kettle stool lamp bowl clock basket tray hook mirror candle frame vase shelf tile mug].freeze
  CATEGORIES = %w[lighting kitchen storage textiles garden office bathroom gifts outlet new].freeze
  ARTICLES = %w[care-for-brass choose-a-lamp spring-sale our-workshop oil-your-oak small-rooms gift-ideas mend-a-mug].freeze
  GUIDES = %w[ordering shipping returns payment warranty sizes materials accounts api webhooks privacy contact].freeze

  attr_reader :products, :categories, :articles, :guides, :images

  def initialize(random)
    @random = random
    @products = MATERIALS.product(THINGS).map { |pair| "/products/#{pair.join('-')}.html" }.shuffle(random: random)
    @categories = CATEGORIES.map { |name| "/categories/#{name}/" }
    @articles = ARTICLES.product((1..4).to_a).map { |name, part| "/blog/#{name}-#{part}.html" }.shuffle(random: random)
    @guides = GUIDES.map { |name| "/help/#{name}.html" }
    @images = THINGS.product(%w[small large]).map { |pair| "/images/#{pair.join('-')}.jpg" }
  end

  def styles = %w[/assets/site.css /assets/print.css]
  def scripts = %w[/assets/site.js /assets/cart.js]
  def image_of(page) = images.find { |image| page.include?(image[%r{/images/(\w+)-}, 1]) } || images.first

  # Paths nginx answers itself (see the configuration): JSON, redirects, a closed door; and some nobody answers.
  def calls = (1..40).map { |n| "/api/v1/stock/#{n}" } + ["/api/v1/cart", "/api/v1/session"]
  def moved = ["/shop", "/categories/lighting", "/blog", "/p/1017", "/p/1042", "/help/faq.html"]
  def absent = ["/wp-login.php", "/api/v2/stock/7", "/products/silver-spoon.html", "/images/banner.webp", "/.env", "/assets/old.js"]
  def closed = ["/reports/daily.csv"]

  def write(directory, port)
    root = File.join(directory, "site")
    pages = products + categories.map { |c| "#{c}index.html" } + articles + guides + %w[/index.html /about.html /cart.html /blog/index.html]
    pages.each { |page| file(root, page, page_text(page)) }
    images.each { |image| file(root, image, @random.bytes(image.include?("large") ? @random.rand(30_000..90_000) : @random.rand(2_000..9_000))) }
    (styles + scripts).each { |asset| file(root, asset, "/* #{asset} */\n" * @random.rand(60..900)) }
    file(root, "/favicon.ico", @random.bytes(1_150))
    file(root, "/robots.txt", "User-agent: *\nDisallow: /cart.html\n")
    file(root, "/sitemap.xml", pages.map { |page| "<url><loc>#{page}</loc></url>\n" }.join)
    file(root, "/feed.xml", articles.map { |page| "<item>#{page}</item>\n" }.join)
    FileUtils.mkdir_p(File.join(directory, "temporary"))
    File.write(File.join(directory, "nginx.conf"), configuration(port))
  end

  private

  def file(root, path, text)
    target = File.join(root, path)
    FileUtils.mkdir_p(File.dirname(target))
    File.binwrite(target, text)
  end

  def page_text(page)
    links = [categories.sample(random: @random), *products.sample(4, random: @random), articles.sample(random: @random)]
    <<~HTML + "<p>Made by hand, packed with care, sent the same day.</p>\n" * @random.rand(10..220)
      <!doctype html><title>#{File.basename(page, '.html')}</title><link rel="stylesheet" href="/assets/site.css">
      <script src="/assets/site.js"></script><img src="#{image_of(page)}" alt="">
      #{links.map { |link| %(<a href="#{link}">#{link}</a>) }.join("\n")}
    HTML
  end

  def configuration(port)
    temporary = %w[client_body proxy fastcgi uwsgi scgi].map { |kind| "#{kind}_temp_path temporary/#{kind};" }
    <<~NGINX
      daemon off;
      worker_processes 1;
      pid nginx.pid;
      error_log error.log;
      events { worker_connections 256; }
      http {
        access_log access.log combined;
        types { text/html html; text/css css; text/javascript js; image/jpeg jpg; application/xml xml; text/plain txt; }
        #{temporary.join(' ')}
        keepalive_requests 200;
        if_modified_since before;
        server {
          listen 127.0.0.1:#{port};
          root site;
          location /search { default_type application/json; return 200 '{"query":"$arg_q","page":"$arg_page","hits":[]}'; }
          location ~ ^/api/v1/stock/(\\d+)$ { default_type application/json; return 200 '{"product":$1,"stock":12}'; }
          location /api/v1/session { return 204; }
          location /api/v1/cart { return 401; }
          location = /shop { return 301 /categories/new/; }
          location = /help/faq.html { return 301 /help/ordering.html; }
          location ~ ^/p/\\d+$ { return 302 /products/brass-lantern.html; }
          location /reports/ { deny all; }
        }
      }
    NGINX
  end
end
