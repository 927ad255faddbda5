package io.keyfold.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpIT {

  @TempDir
  Path folder;

  @Test
  void readyIsPrintedOnceAndEndsInOrderAndComesBackAlsoAfterAKill() throws Exception {
    try (Child first = up()) {
      assertThat(status(first.awaitReady() + "/nothing")).isEqualTo(404);
      first.kill();
    }
    try (Child second = up()) {
      assertThat(status(second.awaitReady() + "/nothing")).isEqualTo(404);
      second.terminate();
      assertThat(second.exitCode()).isEqualTo(128 + 15);
    }
    try (Child third = up()) {
      third.awaitReady();
    }
  }

  @ParameterizedTest
  @CsvSource({ "keyset.json, authconfig-service", "deployment-keyset.json, deployment-service" })
  @Tag("promise-4")
  void aKeysetThatIsLostIsToldInOneLineAndNotReplaced(String name, String service) throws Exception {
    try (Child first = up()) {
      first.awaitReady();
    }
    Path keyset = folder.toRealPath().resolve("keys").resolve(name);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyset))).isEqualTo("rw-------");
    Files.delete(keyset);
    try (Child second = up()) {
      second.assertFailsWith(
        "keyfold: " +
          service +
          " failed to start: the keyset file " +
          keyset +
          " is missing, but keys on the log require it: restore it from a backup"
      );
    }
    assertThat(keyset).doesNotExist();
  }

  private Child up() throws Exception {
    return Child.run("up", "--port", "0", "--data", folder.toString());
  }

  private static int status(String url) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }
}
