package io.keyfold.standalone.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which instances the gateway of a cluster excludes. */
class GatewayHealthFilterTest {

  private static final Path SCRIPT = Path.of("..", "deploy", "gateway", "health-filter");

  @TempDir
  Path folder;

  /** 203: cut off from the log; 000: no response. */
  @ParameterizedTest
  @CsvSource({ "203, 200", "000, 200", "503, 200", "000, 203", "503, 203", "503, 000" })
  void excludesTheLessHealthyInstance(String worse, String better) throws Exception {
    filter(worse + " a-1", better + " a-2");
    assertThat(excluded()).containsExactly("a-1");
    filter(better + " a-1", worse + " a-2");
    assertThat(excluded()).containsExactly("a-2");
  }

  @ParameterizedTest
  @CsvSource({ "200", "203", "000", "503" })
  void usesBothIfEquallyHealthy(String status) throws Exception {
    filter("503 a-1", "200 a-2", status + " a-1", status + " a-2");
    assertThat(excluded()).isEmpty();
  }

  /** An instance without a result counts as healthy. */
  @Test
  void reportsServicesWithoutAReadyInstance() throws Exception {
    filter("503 a-1", "000 a-2", "503 b-1", "203 b-2", "503 c-1");
    assertThat(files("none")).containsExactly("a");
    filter("200 a-2", "503 b-2");
    assertThat(files("none")).containsExactly("b");
  }

  @Test
  void filtersEachServiceSeparately() throws Exception {
    filter("503 a-1", "203 b-2", "200 b-1", "503 a-2");
    assertThat(excluded()).containsExactly("b-2");
  }

  private void filter(String... results) throws IOException, InterruptedException {
    Path lines = folder.resolve("lines");
    Files.writeString(
      lines,
      Stream.of(results)
        .map(line -> line.replace(" ", " http://") + ":8090/actuator/health/readiness\n")
        .reduce("", String::concat),
      StandardCharsets.UTF_8
    );
    Process process = new ProcessBuilder("sh", SCRIPT.toAbsolutePath().toString(), folder.resolve("down").toString())
      .redirectInput(lines.toFile())
      .redirectErrorStream(true)
      .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(printed).isZero();
  }

  private List<String> excluded() throws IOException {
    return files("");
  }

  private List<String> files(String kind) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("down").resolve(kind))) {
      return files
        .filter(Files::isRegularFile)
        .map(file -> file.getFileName().toString())
        .sorted()
        .toList();
    }
  }
}
