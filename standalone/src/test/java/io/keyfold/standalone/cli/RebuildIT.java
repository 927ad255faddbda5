package io.keyfold.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("promise-7")
class RebuildIT {

  @TempDir
  Path folder;

  @Test
  void aRebuiltStoreIsEqualAndADamagedOneIsRebuiltByItself() throws Exception {
    List<String> before = digests();

    try (Child rebuild = Child.run("rebuild", "--port", "0", "--data", folder.toString())) {
      assertThat(rebuild.exitCode()).isZero();
    }
    assertThat(digests()).isEqualTo(before);

    damage();
    assertThat(digests()).isEqualTo(before);
  }

  /** {@return the view digests of deployment-service after a start} */
  private List<String> digests() throws Exception {
    try (
      Child up = Child.run(
        Map.of("KEYFOLD_MANAGEMENT_ENDPOINTS", "health,viewdigests"),
        "up",
        "--port",
        "0",
        "--data",
        folder.toString()
      );
      HttpClient http = HttpClient.newHttpClient()
    ) {
      up.awaitReady();
      URI uri = URI.create(up.management() + "/deployment-service/actuator/viewdigests");
      HttpResponse<String> answer = http.send(
        HttpRequest.newBuilder(uri).build(),
        HttpResponse.BodyHandlers.ofString()
      );
      up.terminate();
      assertThat(up.exitCode()).isEqualTo(128 + 15);
      assertThat(answer.body()).contains("\"digest\":\"").contains("\"settled\":true");
      return Pattern.compile("\"digest\":\"[0-9a-f]+\"")
        .matcher(answer.body())
        .results()
        .map(MatchResult::group)
        .toList();
    }
  }

  private void damage() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder.resolve("state"))) {
      files = all
        .filter(Files::isRegularFile)
        .filter(file -> file.toString().contains("rocksdb"))
        .filter(file -> file.toString().endsWith(".sst") || file.getFileName().toString().startsWith("MANIFEST"))
        .toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap("this is no store any more, not at all".getBytes(StandardCharsets.UTF_8)));
      }
    }
  }
}
