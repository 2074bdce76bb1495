# Answers each request on standard input, a line of base64, by the handler that it names.
require 'action_controller'
require 'rack/mock'

# As in an application by the defaults of Rails.
ActionController::Base.protect_from_forgery with: :exception

folder = ARGV.fetch(0)
apps = {}
$stdin.each_line(chomp: true) do |line|
  handler, secret, body, *headers = line.split("\t", -1)
  ENV['HANDLER_SECRET'] = secret.unpack1('m0')
  app = apps[[handler, secret]] ||= begin
    Object.send(:remove_const, :WebhooksController) if defined?(WebhooksController)
    load "#{folder}/#{handler}.rb"
    WebhooksController.action(:create)
  end
  env = Rack::MockRequest.env_for('/webhooks', method: 'POST', input: body.unpack1('m0'))
  headers.each_slice(2) do |name, value|
    key = name.upcase.tr('-', '_')
    env[key == 'CONTENT_TYPE' ? key : "HTTP_#{key}"] = value.unpack1('m0').force_encoding('UTF-8')
  end
  puts app.call(env).first
rescue StandardError => e
  puts e.message.lines.first
end
