package io.keyfold.ledger.exports;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Versioned;
import io.keyfold.platform.log.sweep.DueIndex;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An export.
 *
 * @param id starts with {@code exp_}
 * @param version number of changes, from 1
 * @param status what has happened to it
 * @param spec what it contains
 * @param result its manifest; null unless it is done
 * @param failure why it cannot be done; null unless it failed
 * @param createdAt creation time
 * @param updatedAt time of the last change
 * @param expiresAt when it and its files are deleted; null while it is running
 */
public record Export(
  String id,
  long version,
  Status status,
  ExportSpec spec,
  @Nullable ExportResult result,
  @Nullable Failure failure,
  Instant createdAt,
  Instant updatedAt,
  @Nullable Instant expiresAt
) implements Versioned {
  /** Type of the object in errors. */
  public static final String ENTITY = "export";

  /** State kind of exports. */
  public static final Kind<Export> KIND = new Kind<>("export", Export.class);

  /** State kind of the running ones, to count them. */
  public static final Kind<String> RUNNING = new Kind<>("running_export", String.class);

  /** Work on exports: running ones are due from their creation, others when they expire. */
  static final DueIndex WORK = new DueIndex("export_work");

  /** What has happened to an export. */
  public enum Status {
    /** Its files are being written. */
    RUNNING,
    /** Its files can be downloaded. */
    DONE,
    /** It cannot be done. */
    FAILED,
    /** Its files are removed. */
    DELETED;

    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Why an export cannot be done.
   *
   * @param reason a code
   * @param message for people
   */
  record Failure(String reason, String message) {}

  /** {@return the key of an export} */
  public static Key<Export> key(TenantId tenant, String id) {
    return new Key<>(tenant, KIND, id);
  }

  /** {@return when there is something to do; null if never} */
  @Nullable
  Instant dueAt() {
    return switch (status) {
      case RUNNING -> createdAt;
      case DONE, FAILED -> expiresAt;
      case DELETED -> null;
    };
  }

  /** {@return whether it is to be deleted at the time} */
  public boolean expired(Instant at) {
    return expiresAt != null && !at.isBefore(expiresAt);
  }

  Export done(long atVersion, ExportResult manifest, Instant expires, Instant at) {
    return new Export(id, atVersion, Status.DONE, spec, manifest, null, createdAt, at, expires);
  }

  Export failed(long atVersion, Failure why, Instant expires, Instant at) {
    return new Export(id, atVersion, Status.FAILED, spec, null, why, createdAt, at, expires);
  }

  Export deleted(long atVersion, Instant at) {
    return new Export(id, atVersion, Status.DELETED, spec, null, null, createdAt, at, null);
  }
}
