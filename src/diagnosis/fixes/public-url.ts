import type { Framework } from "../diagnosis.ts"

/** How to get the address that the sender used, behind a proxy, by framework. */
export const PUBLIC_URL: Readonly<Record<Framework, string>> = {
  express: `app.set("trust proxy", 1)
const url = \`\${req.protocol}://\${req.get("host")}\${req.originalUrl}\``,
  fastify: `const app = fastify({ trustProxy: true })
const url = \`\${req.protocol}://\${req.host}\${req.originalUrl}\``,
  nextjs: `const { pathname, search } = new URL(request.url)
const url = process.env.PUBLIC_ORIGIN + pathname + search`,
  hono: `const { pathname, search } = new URL(c.req.url)
const url = process.env.PUBLIC_ORIGIN + pathname + search`,
  nestjs: `app.getHttpAdapter().getInstance().set("trust proxy", 1)
const url = \`\${req.protocol}://\${req.get("host")}\${req.originalUrl}\``,
  flask: `app.wsgi_app = ProxyFix(app.wsgi_app, x_proto=1, x_host=1)
url = request.url`,
  django: `SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
USE_X_FORWARDED_HOST = True
url = request.build_absolute_uri()`,
  fastapi: `# uvicorn --proxy-headers --forwarded-allow-ips <proxy>
url = str(request.url)`,
  rails: `config.action_dispatch.trusted_proxies = [IPAddr.new("10.0.0.0/8")]
url = request.original_url`,
  laravel: `$middleware->trustProxies(at: "*");
$url = $request->fullUrl();`,
  spring: `server.forward-headers-strategy=framework
String url = ServletUriComponentsBuilder.fromRequest(request).build().toUriString();`,
  go: `url := os.Getenv("PUBLIC_ORIGIN") + r.URL.RequestURI()`,
  aspnet: `app.UseForwardedHeaders(); // ForwardedHeaders.XForwardedProto | XForwardedHost
var url = request.GetEncodedUrl();`,
}
