package io.keyfold.ledger.archive;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What this instance knows to be in the archive, for retention. Thread-safe. */
public final class ArchiveProgress {

  private final boolean configured;
  private volatile @Nullable Coverage archived;

  /**
   * Creates it, with nothing archived.
   *
   * @param configured whether there is an archive
   */
  public ArchiveProgress(boolean configured) {
    this.configured = configured;
  }

  /** {@return whether there is an archive, so that only rows leave that it has} */
  public boolean isConfigured() {
    return configured;
  }

  /** {@return the coverage of the newest manifest; empty if none is known yet} */
  public Optional<Coverage> archived() {
    return Optional.ofNullable(archived);
  }

  void reached(Coverage coverage) {
    archived = coverage;
  }
}
