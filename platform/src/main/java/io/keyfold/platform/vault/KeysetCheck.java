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
 * Checks a keyset file against the log. The first start of an installation makes the file and publishes a mark: a key that the
 * keyset has wrapped. From then on a service starts only with a keyset that unwraps the first mark. So a file that is lost is
 * never replaced by a new one, which could open nothing, and two machines that began with a file of their own find out at once.
 */
public final class KeysetCheck {

  private final KeysetMarks marks;
  private final String name;
  private final String prefix;
  private final byte[] boundTo;
  private final Clock clock;

  /**
   * Checks against these marks.
   *
   * @param name tells the installation's keysets apart; leads the ids of marks, and no data key's id begins so
   */
  public KeysetCheck(KeysetMarks marks, String name, Clock clock) {
    this.marks = marks;
    this.name = name;
    this.prefix = name + "/";
    this.boundTo = ("keyfold/" + name + "-mark/1").getBytes(StandardCharsets.UTF_8);
    this.clock = clock;
  }

  /**
   * Reads the keyset; makes it where there was none yet in the whole installation.
   *
   * @throws KeysetUnusable if the file is missing, cannot be used, or is another installation's; its message is one line for
   *     the operator
   */
  public LocalKeyset open(Path file) {
    Optional<WrappedDataKey> mark = marks.first(prefix);
    if (mark.isEmpty()) {
      marks.publish(mark(KeysetFile.open(file)));
      // Somebody else may have been faster, with another file: the log's order decides.
      mark = marks.first(prefix);
    }
    LocalKeyset keyset = KeysetFile.existing(file);
    if (mark.filter(first -> unwraps(keyset, first)).isEmpty()) {
      throw new KeysetUnusable(file, "is not the one that this installation began with: put that one in its place");
    }
    return keyset;
  }

  private WrappedDataKey mark(LocalKeyset keyset) {
    byte[] nothing = new byte[1];
    KeyEncryption.Wrapped wrapped = keyset.wrap(TenantId.PLATFORM, nothing, boundTo).blockOptional().orElseThrow();
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
