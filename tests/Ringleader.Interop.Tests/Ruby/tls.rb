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

# Limits the protocol's version of this process's connections, for which drb/ssl has no option.
def tls_up_to(version)
  DRb::DRbSSLSocket::SSLConfig.prepend(Module.new do
    define_method(:setup_ssl_context) { super().tap { |context| context.max_version = version } }
  end)
end

class Vault
  def echo(value) = value
  def fail_now = raise('failed')
  def map(items) = items.map { |item| yield item }
end
