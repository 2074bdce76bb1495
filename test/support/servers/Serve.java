import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import org.springframework.http.HttpHeaders;

/** Serves the controller beside it as Spring would. */
public class Serve {
    public static void main(String[] args) throws Exception {
        WebhooksController controller = new WebhooksController(System.getenv("HANDLER_SECRET"));
        int port = Integer.parseInt(System.getenv("PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress("localhost", port), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/webhooks", exchange -> {
            try (exchange) {
                byte[] body = exchange.getRequestBody().readAllBytes();
                int status = 405;
                if (exchange.getRequestMethod().equals("POST")) {
                    HttpHeaders headers = new HttpHeaders();
                    exchange.getRequestHeaders().forEach(headers::put);
                    // Spring gives null where there is no body.
                    status = controller.receive(body.length == 0 ? null : body, headers).getStatusCodeValue();
                }
                exchange.sendResponseHeaders(status, -1);
            } catch (java.security.GeneralSecurityException e) {
                exchange.sendResponseHeaders(500, -1);
            }
        });
        server.start();
    }
}
