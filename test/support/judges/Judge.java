import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** Answers each request on standard input, a line of base64, by the handler that it names. */
public class Judge {
    public static void main(String[] args) throws Exception {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] fields = line.split("\t", -1);
            HttpHeaders headers = new HttpHeaders();
            for (int i = 3; i < fields.length; i += 2) {
                headers.add(fields[i], text(fields[i + 1]));
            }
            // As Spring does with a body that is not required.
            byte[] body = fields[2].isEmpty() ? null : Base64.getDecoder().decode(fields[2]);
            Class<?> type = Class.forName("handler" + fields[0] + ".WebhooksController");
            try {
                Object handler = type.getConstructor(String.class).newInstance(text(fields[1]));
                Object answer = type.getMethod("receive", byte[].class, HttpHeaders.class).invoke(handler, body, headers);
                System.out.println(((ResponseEntity<?>) answer).getStatusCodeValue());
            } catch (InvocationTargetException e) {
                System.out.println(e.getCause().getMessage());
            }
        }
    }

    private static String text(String encoded) {
        return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    }
}
