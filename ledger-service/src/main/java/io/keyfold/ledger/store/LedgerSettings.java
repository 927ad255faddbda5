package io.keyfold.ledger.store;

import io.keyfold.platform.start.DataSizeMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The ledger's store.
 *
 * @param folder folder of the store, which can be rebuilt from the log; used by one instance only
 * @param memory memory of the store, for its pages, appends and queries; its indexes and the process come on top
 * @param threads threads that work on one query or append
 * @param spill maximum size of the temporary files of queries that need more memory
 * @param batch maximum number of records that are appended in one transaction
 */
@Validated
@ConfigurationProperties("keyfold.ledger")
public record LedgerSettings(
  @DefaultValue("data/state/ledger") Path folder,
  @DefaultValue("96MB") @DataSizeMin("64MB") DataSize memory,
  @DefaultValue("2") @Min(1) @Max(64) int threads,
  @DefaultValue("1GB") @DataSizeMin("1MB") DataSize spill,
  @DefaultValue("5000") @Min(1) @Max(100_000) int batch
) {
  /** {@return the only folder in which the database writes files besides its own: those on their way to a storage} */
  public Path staging() {
    return folder.toAbsolutePath().normalize().resolve("staging");
  }
}
