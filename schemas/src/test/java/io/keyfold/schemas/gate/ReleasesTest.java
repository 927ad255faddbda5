package io.keyfold.schemas.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.schemas.registry.SchemaTexts;
import io.keyfold.usage.SpoolWatermark;
import io.keyfold.usage.UsageTotal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate detects edited, deleted and incompatible releases. */
class ReleasesTest {

  private static final Contract TOTALS = new Contract("usage.totals", UsageTotal.class);
  private static final Contract WATERMARKS = new Contract("usage.watermarks", SpoolWatermark.class);

  @TempDir
  Path root;

  private Releases releases;

  @BeforeEach
  void releaseOnce() throws IOException {
    releases = new Releases(root);
    releases.release(List.of(TOTALS));
  }

  @Test
  void releasingAgainAddsOnlyNewContracts() throws IOException {
    String manifest = Files.readString(root.resolve("MANIFEST"));

    assertThat(releases.release(List.of(TOTALS, WATERMARKS))).hasSize(1);

    assertThat(Files.readString(root.resolve("MANIFEST"))).startsWith(manifest);
    assertThat(releases.of(TOTALS)).hasSize(1);
    assertThat(releases.violations()).isEmpty();
  }

  @Test
  void anEditedReleaseIsReportedAndPreventsReleasing() throws IOException {
    Path schema = root.resolve(TOTALS.folder()).resolve("v1.avsc");
    Files.writeString(schema, Files.readString(schema).replace("Running", "Walking"));

    assertThat(releases.violations()).singleElement().asString().contains("edited", "v1.avsc");
    assertThatThrownBy(() -> releases.release(List.of(WATERMARKS))).hasMessageContaining("nothing was released");
    assertThat(releases.of(WATERMARKS)).isEmpty();
  }

  @Test
  void aDeletedReleaseIsReported() throws IOException {
    Files.delete(root.resolve(TOTALS.folder()).resolve("v1.bin"));

    assertThat(releases.violations()).singleElement().asString().contains("missing", "v1.bin");
  }

  @Test
  void anUnexpectedFileIsReported() throws IOException {
    Files.writeString(root.resolve(TOTALS.folder()).resolve("v2.avsc"), "{}");

    assertThat(releases.violations()).singleElement().asString().contains("not released by the tool", "v2.avsc");
  }

  @Test
  void aNewFieldWithoutDefaultIsIncompatible() {
    assertThat(releases.problems(TOTALS, changed("\"type\":\"string\""))).isNotEmpty();
    assertThat(releases.problems(TOTALS, changed("\"type\":\"string\",\"default\":\"\""))).isEmpty();
  }

  private static Schema changed(String newField) {
    String text = TOTALS.schema().toString();
    return SchemaTexts.parse(text.replace("\"fields\":[", "\"fields\":[{\"name\":\"novelty\"," + newField + "},"));
  }
}
