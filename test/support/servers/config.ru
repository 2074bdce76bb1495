# Serves the controller beside it as an application by the defaults of Rails would.
require 'action_controller'
require 'action_dispatch'

ActionController::Base.protect_from_forgery with: :exception
require_relative 'webhooks_controller'

routes = ActionDispatch::Routing::RouteSet.new
routes.draw { post '/webhooks', to: 'webhooks#create' }
use ActionDispatch::ShowExceptions, ->(_env) { [500, {}, []] }
run routes
