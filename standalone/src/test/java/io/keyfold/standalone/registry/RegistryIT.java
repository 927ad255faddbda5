package io.keyfold.standalone.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.standalone.broker.Broker;
import io.keyfold.standalone.broker.BrokerSettings;
import io.keyfold.standalone.http.Listener;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.skyscreamer.jsonassert.JSONAssert;
import tools.jackson.databind.json.JsonMapper;

class RegistryIT {

  private static final String V1 = record("{\"name\":\"a\",\"type\":\"string\"}");
  private static final String V2 = record(
    "{\"name\":\"a\",\"type\":\"string\"},{\"name\":\"b\",\"type\":[\"null\",\"string\"],\"default\":null}"
  );
  private static final String BREAKING = record("{\"name\":\"a\",\"type\":\"int\"}");

  @TempDir
  static Path folder;

  private static Broker broker;

  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = JsonMapper.builder().build();
  private Registry registry;
  private Listener listener;
  private String subject;

  @BeforeAll
  static void startBroker() {
    broker = Broker.start(new BrokerSettings(folder, 0));
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void open(TestInfo test) {
    subject = test.getDisplayName().replace("()", "");
    registry = Registry.open(broker.bootstrapServers());
    listener = Listener.bind("test", "127.0.0.1", 0, Duration.ofMillis(200), registry.handler());
  }

  @AfterEach
  void close() {
    http.close();
    listener.close();
    registry.close();
  }

  @Test
  void theSameSchemaHasTheSameIdAndVersion() throws Exception {
    String first = post(200, "/subjects/" + subject + "/versions", V1);
    String again = post(200, "/subjects/" + subject + "/versions", V1);
    assertThat(again).isEqualTo(first);
    JSONAssert.assertEquals("[1]", get(200, "/subjects/" + subject + "/versions"), true);
  }

  @Test
  void versionsAreFoundByNumberByLatestByIdAndBySchema() throws Exception {
    post(200, "/subjects/" + subject + "/versions", V1);
    int id = json
      .readTree(post(200, "/subjects/" + subject + "/versions", V2))
      .path("id")
      .asInt();
    String latest = get(200, "/subjects/" + subject + "/versions/latest");
    assertThat(latest).isEqualTo(get(200, "/subjects/" + subject + "/versions/2"));
    assertThat(post(200, "/subjects/" + subject, V2)).isEqualTo(latest);
    JSONAssert.assertEquals("{\"version\":2,\"id\":" + id + ",\"subject\":\"" + subject + "\"}", latest, false);
    assertThat(
      json
        .readTree(get(200, "/schemas/ids/" + id))
        .path("schema")
        .asString()
    ).contains("\"b\"");
    JSONAssert.assertEquals("[\"" + subject + "\"]", get(200, "/schemas/ids/" + id + "/subjects"), true);
    assertThat(get(200, "/subjects")).contains(subject);
  }

  @Test
  void anIncompatibleSchemaIsRejectedWith409AndFoundByTheCompatibilityCheck() throws Exception {
    post(200, "/subjects/" + subject + "/versions", V1);
    String path = "/compatibility/subjects/" + subject + "/versions/latest";
    JSONAssert.assertEquals("{\"is_compatible\":true}", post(200, path, V2), true);
    JSONAssert.assertEquals("{\"is_compatible\":false}", post(200, path, BREAKING), true);
    JSONAssert.assertEquals("{\"error_code\":409}", post(409, "/subjects/" + subject + "/versions", BREAKING), false);
  }

  @Test
  void eachMissingResourceHasItsErrorCode() throws Exception {
    post(200, "/subjects/" + subject + "/versions", V1);
    assertError(40401, get(404, "/subjects/none/versions"));
    assertError(40401, post(404, "/subjects/none", V1));
    assertError(40402, get(404, "/subjects/" + subject + "/versions/9"));
    assertError(40403, get(404, "/schemas/ids/99999"));
    assertError(40403, post(404, "/subjects/" + subject, V2));
    assertError(42202, get(422, "/subjects/" + subject + "/versions/x"));
    assertError(42201, post(422, "/subjects/" + subject + "/versions", "{\"type\":\"nonsense\"}"));
    assertError(404, get(404, "/nothing/here"));
  }

  @Test
  void compatibilityLevelsArePerSubjectAndSurviveARestart() throws Exception {
    JSONAssert.assertEquals("{\"compatibilityLevel\":\"FULL_TRANSITIVE\"}", get(200, "/config"), true);
    assertError(40408, get(404, "/config/" + subject));
    put(200, "/config/" + subject, "{\"compatibility\":\"NONE\"}");
    assertError(42203, put(422, "/config/" + subject, "{\"compatibility\":\"SOME\"}"));
    post(200, "/subjects/" + subject + "/versions", V1);
    post(200, "/subjects/" + subject + "/versions", BREAKING);
    reopen();
    JSONAssert.assertEquals("{\"compatibilityLevel\":\"NONE\"}", get(200, "/config/" + subject), true);
  }

  @Test
  @Tag("promise-7")
  void idsSurviveARestart() throws Exception {
    int id = json
      .readTree(post(200, "/subjects/" + subject + "/versions", V1))
      .path("id")
      .asInt();
    String before = get(200, "/subjects/" + subject + "/versions/1");
    reopen();
    assertThat(get(200, "/subjects/" + subject + "/versions/1")).isEqualTo(before);
    get(200, "/schemas/ids/" + id);
  }

  private void reopen() {
    listener.close();
    registry.close();
    registry = Registry.open(broker.bootstrapServers());
    listener = Listener.bind("test", "127.0.0.1", 0, Duration.ofMillis(200), registry.handler());
  }

  private void assertError(int code, String body) throws Exception {
    JSONAssert.assertEquals("{\"error_code\":" + code + "}", body, false);
    assertThat(json.readTree(body).path("message").asString()).isNotEmpty();
  }

  private String get(int status, String path) throws Exception {
    return send(status, HttpRequest.newBuilder(uri(path)));
  }

  private String post(int status, String path, String schema) throws Exception {
    String body = json.writeValueAsString(Map.of("schema", schema));
    return send(status, HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofString(body)));
  }

  private String put(int status, String path, String body) throws Exception {
    return send(status, HttpRequest.newBuilder(uri(path)).PUT(BodyPublishers.ofString(body)));
  }

  private String send(int status, HttpRequest.Builder request) throws Exception {
    request.header("Content-Type", "application/vnd.schemaregistry.v1+json");
    HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/vnd.schemaregistry.v1+json");
    return response.body();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + listener.port() + path);
  }

  private static String record(String fields) {
    return "{\"type\":\"record\",\"name\":\"Thing\",\"namespace\":\"test\",\"fields\":[" + fields + "]}";
  }
}
