import type { Framework } from "../diagnosis.ts"

/** How to get at the bytes of a body before they are parsed, by framework. */
export const RAW_BODY: Readonly<Record<Framework, string>> = {
  express: `app.post("/webhooks", express.raw({ type: "*/*" }), (req, res) => {
  verify(req.body) // a Buffer; register this route before app.use(express.json())
})`,
  fastify: `app.addContentTypeParser("application/json", { parseAs: "buffer" }, (req, body, done) => done(null, body))
app.post("/webhooks", async (req) => verify(req.body)) // a Buffer; inside its own register() the rest stays parsed`,
  nextjs: `// app/webhooks/route.ts
export async function POST(request: Request) {
  verify(Buffer.from(await request.arrayBuffer())) // not request.json()
}`,
  hono: `app.post("/webhooks", async (c) => {
  verify(Buffer.from(await c.req.arrayBuffer())) // not c.req.json()
})`,
  nestjs: `// main.ts: NestFactory.create(AppModule, { rawBody: true })
@Post("webhooks")
handle(@Req() req: RawBodyRequest<Request>) {
  verify(req.rawBody)
}`,
  flask: `@app.post("/webhooks")
def webhooks():
    verify(request.get_data())  # bytes; before request.json or request.form`,
  django: `@csrf_exempt
def webhooks(request):
    verify(request.body)  # bytes; before request.POST`,
  fastapi: `@app.post("/webhooks")
async def webhooks(request: Request):
    verify(await request.body())  # bytes; no Pydantic model as a parameter`,
  rails: `def create
  verify(request.raw_post) # not params.to_json
end`,
  laravel: `public function __invoke(Request $request)
{
    $this->verify($request->getContent()); // not json_encode($request->all())
}`,
  spring: `@PostMapping("/webhooks")
public ResponseEntity<Void> webhooks(@RequestBody byte[] body) {
    verify(body); // not a @RequestBody object
}`,
  go: `func webhooks(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body) // before json.NewDecoder(r.Body)
	verify(body)
}`,
  aspnet: `app.MapPost("/webhooks", async (HttpRequest request) => {
    using var buffer = new MemoryStream();
    await request.Body.CopyToAsync(buffer);
    Verify(buffer.ToArray()); // not a bound model
});`,
}
