package io.keyfold.ledger.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.ledger.storage.WriteOnceStorage;
import io.keyfold.ledger.testing.S3Mock;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive in a bucket, over HTTP. */
@Tag("promise-7")
class S3ArchiveIT {

  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

  @TempDir
  Path folder;

  @Test
  void twoInstancesWriteOneArchive() throws Exception {
    try (
      S3Mock mock = S3Mock.start();
      WriteOnceStorage storage = mock.storage("keyfold/");
      TestInstance first = new TestInstance(storage, NOW);
      TestInstance second = new TestInstance(storage, NOW)
    ) {
      for (TestInstance instance : new TestInstance[] { first, second }) {
        instance
          .completed("a1", "tnt_a", "2026-11-20T10:00:00Z")
          .completed("b1", "tnt_b", "2026-11-21T10:00:00Z")
          .event("e1", "tnt_a", "2026-11-21T10:00:00Z")
          .completeUntil("2026-11-22T12:00:00Z");
      }
      first.archive();
      second.completed("late", "tnt_a", "2026-11-20T11:00:00Z").completeUntil("2026-11-23T00:00:00Z").archive();
      first.archive();

      ArchiveContent content = new ArchiveContent(storage, folder);
      assertThat(content.manifests()).hasSize(2);
      assertThat(content.usage()).containsExactlyInAnyOrder("tnt_a a1", "tnt_b b1", "tnt_a late");
      assertThat(content.rows("SELECT id FROM file", "audit")).containsExactly("evt_e1");
      assertThat(first.progress.archived()).isEqualTo(second.progress.archived());
    }
  }
}
