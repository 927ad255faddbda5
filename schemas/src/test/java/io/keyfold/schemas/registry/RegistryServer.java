package io.keyfold.schemas.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.keyfold.schemas.error.SchemaRejectedException;
import io.keyfold.schemas.error.UnknownSchemaIdException;
import io.keyfold.schemas.error.UnknownSubjectException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The part of Confluent's REST API that these tests need, on an in-memory registry. */
public final class RegistryServer implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final InMemoryRegistry registry = new InMemoryRegistry("server", CompatibilityLevel.FULL_TRANSITIVE);
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile Function<HttpExchange, @Nullable Integer> simulatedStatus = exchange -> null;

  /** Starts on a free loopback port, with TLS if a context is given. */
  public RegistryServer(@Nullable SSLContext tls) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    if (tls == null) {
      server = HttpServer.create(address, 0);
    } else {
      HttpsServer https = HttpsServer.create(address, 0);
      https.setHttpsConfigurator(new HttpsConfigurator(tls));
      server = https;
    }
    server.createContext("/", this::handle);
    server.start();
  }

  /** {@return host and port} */
  public String authority() {
    return "localhost:" + server.getAddress().getPort();
  }

  /** Returns this status for further requests unless it is null. */
  void respondWith(Function<HttpExchange, @Nullable Integer> status) {
    simulatedStatus = status;
  }

  /** {@return the received Authorization headers, "" for none} */
  List<String> authorizations() {
    return authorizations;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      authorizations.add(authorization == null ? "" : authorization);
      Integer status = simulatedStatus.apply(exchange);
      if (status != null) {
        send(exchange, status, Map.of("error_code", status, "message", "simulated failure"));
        return;
      }
      try {
        send(exchange, 200, response(exchange));
      } catch (UnknownSchemaIdException | UnknownSubjectException unknown) {
        send(exchange, 404, Map.of("error_code", 40403, "message", unknown.getMessage()));
      } catch (SchemaRejectedException rejected) {
        send(exchange, 409, Map.of("error_code", 409, "message", rejected.getMessage()));
      }
    }
  }

  private Object response(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    String[] path = uri.getRawPath().substring(1).split("/", -1);
    String method = exchange.getRequestMethod();
    if (path[0].equals("schemas")) {
      return Map.of("schema", registry.schemaById(Integer.parseInt(path[2])).toString());
    }
    if (path[0].equals("compatibility")) {
      return Map.of("is_compatible", registry.compatible(decoded(path[2]), posted(exchange)));
    }
    String subject = decoded(path[1]);
    if (method.equals("POST")) {
      return path.length == 2
        ? versionJson(registry.lookup(subject, posted(exchange)))
        : Map.of("id", registry.register(subject, posted(exchange)));
    }
    return versionJson(
      path[3].equals("latest") ? registry.latest(subject) : registry.version(subject, Integer.parseInt(path[3]))
    );
  }

  private static Map<String, Object> versionJson(RegisteredSchema found) {
    String schema = found.schema().toString();
    return Map.of("subject", found.subject(), "version", found.version(), "id", found.id(), "schema", schema);
  }

  private static Schema posted(HttpExchange exchange) throws IOException {
    return SchemaTexts.parse(JSON.readTree(exchange.getRequestBody().readAllBytes()).path("schema").asString());
  }

  private static String decoded(String segment) {
    return URLDecoder.decode(segment, StandardCharsets.UTF_8);
  }

  private static void send(HttpExchange exchange, int status, Object body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
