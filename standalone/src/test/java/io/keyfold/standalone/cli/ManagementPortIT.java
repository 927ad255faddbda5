package io.keyfold.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagementPortIT {

  private static final List<String> SERVICES = List.of(
    "deployment-service",
    "authconfig-service",
    "session-service",
    "ledger-service"
  );
  private static final List<String> INTERNALS = List.of(
    "viewdigests",
    "heapdump",
    "threaddump",
    "env",
    "configprops",
    "loggers",
    "beans",
    "bindings",
    "shutdown"
  );

  @TempDir
  Path folder;

  @Test
  @Tag("promise-4")
  void healthAndMetricsAreOnLoopbackAndNothingOfManagementIsPublic() throws Exception {
    try (Child up = Child.run("up", "--port", "0", "--data", folder.toString())) {
      String open = up.awaitReady();
      String management = up.management();
      assertThat(URI.create(management).getHost()).isEqualTo("127.0.0.1");
      for (String service : SERVICES) {
        String actuator = management + "/" + service + "/actuator/";
        assertThat(status(actuator + "health")).isEqualTo(200);
        assertThat(status(actuator + "prometheus")).isEqualTo(200);
        for (String endpoint : INTERNALS) {
          assertThat(status(actuator + endpoint))
            .as(actuator + endpoint)
            .isEqualTo(404);
        }
        assertThat(status(open + "/" + service + "/actuator/health")).isEqualTo(404);
      }
      for (String path : List.of(
        "/actuator",
        "/actuator/health",
        "/actuator/prometheus",
        "/actuator/viewdigests",
        "//actuator/health",
        "/registry/subjects",
        "/health/ready",
        "/ping/../actuator/health",
        "/ping/%2e%2e/actuator/health"
      )) {
        assertThat(status(open + path))
          .as(path)
          .isIn(400, 401, 404);
      }
    }
  }

  private static int status(String url) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }
}
