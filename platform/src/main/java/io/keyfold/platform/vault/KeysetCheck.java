package io.keyfold.platform.vault;

import io.keyfold.authconfig.keys.WrappedDataKey;
import io.keyfold.platform.id.TenantId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Verifies the keyset file against the log. The first start of an installation creates the file and publishes a mark: a
 * value that the keyset wrapped. Later, a service starts only with a keyset that unwraps the first mark. A lost file is
 * therefore never replaced by a new one, which could not open any secret. Two machines that start with different files
 * are detected at once.
 */
public final class KeysetCheck {

  private final KeysetMarks marks;
  private final String name;
  private final String prefix;
  private final byte[] boundTo;
  private final Clock clock;

  /**
   * Creates a check against the marks.
   *
   * @param name distinguishes the installation's keysets; prefix of the ids of marks, which no data key's id has
   */
  public KeysetCheck(KeysetMarks marks, String name, Clock clock) {
    this.marks = marks;
    this.name = name;
    this.prefix = name + "/";
    this.boundTo = ("keyfold/" + name + "-mark/1").getBytes(StandardCharsets.UTF_8);
    this.clock = clock;
  }

  /**
   * Reads the keyset, and creates it if the installation has none yet.
   *
   * @throws KeysetUnusable if the file is missing, unusable or from another installation; its message is one line for
   *     the operator
   */
  public LocalKeyset open(Path file) {
    Optional<WrappedDataKey> mark = marks.first(prefix);
    if (mark.isEmpty()) {
      marks.publish(mark(KeysetFile.open(file)));
      // Another instance may have published first, with another file: the log's order decides.
      mark = marks.first(prefix);
    }
    LocalKeyset keyset = KeysetFile.existing(file);
    if (mark.filter(first -> unwraps(keyset, first)).isEmpty()) {
      throw new KeysetUnusable(file, "is not the keyset that wrapped the keys on the log: replace it by that one");
    }
    return keyset;
  }

  private WrappedDataKey mark(LocalKeyset keyset) {
    byte[] dummyKey = new byte[1];
    KeyEncryption.Wrapped wrapped = keyset.wrap(TenantId.PLATFORM, dummyKey, boundTo).blockOptional().orElseThrow();
    return WrappedDataKey.newBuilder()
      .setKeyId(prefix + wrapped.kekId())
      .setTenantId(TenantId.PLATFORM.value())
      .setObjectId(name)
      .setKekId(wrapped.kekId())
      .setWrapped(ByteBuffer.wrap(wrapped.ciphertext()))
      .setCreatedAt(clock.instant().truncatedTo(ChronoUnit.MICROS))
      .build();
  }

  private boolean unwraps(LocalKeyset keyset, WrappedDataKey mark) {
    byte[] wrapped = new byte[mark.getWrapped().remaining()];
    mark.getWrapped().duplicate().get(wrapped);
    return keyset
      .unwrap(TenantId.PLATFORM, mark.getKekId(), wrapped, boundTo)
      .map(plaintext -> true)
      .onErrorReturn(VaultException.class, false)
      .blockOptional()
      .orElse(false);
  }
}
