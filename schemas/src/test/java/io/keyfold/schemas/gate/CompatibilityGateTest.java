package io.keyfold.schemas.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.schemas.registry.CompatibilityLevel;
import io.keyfold.schemas.registry.InMemoryRegistry;
import io.keyfold.schemas.serde.AvroCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Released schemas are unchanged, and this build is compatible with all of them in both directions. */
@Tag("promise-7")
class CompatibilityGateTest {

  private static final Releases RELEASES = new Releases(Releases.FOLDER);

  static List<Contract> contracts() {
    return Contract.all();
  }

  @Test
  void releasedFilesAreUnchanged() throws IOException {
    assertThat(RELEASES.violations()).isEmpty();
  }

  @Test
  void everyReleasedContractStillExists() throws IOException {
    try (Stream<Path> files = Files.walk(Releases.FOLDER, 2)) {
      var released = files
        .filter(path -> Files.isDirectory(path) && path.getNameCount() == Releases.FOLDER.getNameCount() + 2)
        .map(path -> Releases.FOLDER.relativize(path).toString().replace('\\', '/'))
        .collect(Collectors.toSet());
      assertThat(Contract.all().stream().map(Contract::folder)).containsAll(released);
    }
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void theCurrentSchemaIsFullTransitiveWithEveryRelease(Contract contract) {
    assertThat(RELEASES.problems(contract, contract.schema())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void theGoldenBytesOfEveryReleaseDecodeToTheirOriginalContent(Contract contract) {
    for (Release release : RELEASES.of(contract)) {
      var registry = new InMemoryRegistry("golden", CompatibilityLevel.NONE);
      byte[] golden = release.golden();
      int id = registry.register("golden", release.schema());
      var codec = new AvroCodec(registry);

      SpecificRecord record = codec.decode(
        contract.topic(),
        ByteBuffer.allocate(golden.length + 5)
          .put((byte) 0)
          .putInt(id)
          .put(golden)
          .array()
      );
      byte[] rewritten = codec.encode(contract.topic(), record);

      var current = PlainJson.of(contract.schema(), Arrays.copyOfRange(rewritten, 5, rewritten.length));
      assertThat(record).isInstanceOf(contract.type());
      assertThat(PlainJson.of(release.schema(), golden)).isEqualTo(release.expected());
      assertThat(PlainJson.common(release.expected(), current)).isEqualTo(
        PlainJson.common(current, release.expected())
      );
    }
  }
}
