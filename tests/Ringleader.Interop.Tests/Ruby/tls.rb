# TLS options of drb/ssl from the arguments: authority, certificate, key. An empty argument leaves one out.
require 'drb/ssl'

def tls(authority, certificate = '', key = '', verify = OpenSSL::SSL::VERIFY_PEER)
  config = { SSLVerifyMode: verify, SSLCACertificateFile: authority }
  unless certificate.empty?
    config[:SSLCertificate] = OpenSSL::X509::Certificate.new(File.read(certificate))
    config[:SSLPrivateKey] = OpenSSL::PKey.read(File.read(key))
  end
  config
end

MUTUAL = OpenSSL::SSL::VERIFY_PEER | OpenSSL::SSL::VERIFY_FAIL_IF_NO_PEER_CERT

class Vault
  def echo(value) = value
  def map(items) = items.map { |item| yield item }
end
