package io.keyfold.platform.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/** The file that holds a keyset. Whoever reads it has every secret under it, so nobody but its owner may. */
public final class KeysetFile {

  private static final Set<PosixFilePermission> OWNER_ONLY = EnumSet.of(
    PosixFilePermission.OWNER_READ,
    PosixFilePermission.OWNER_WRITE
  );

  private KeysetFile() {}

  /**
   * Reads the keyset that is there.
   *
   * @throws KeysetUnusable if the file is missing or cannot be used; its message is one line for the operator
   */
  public static LocalKeyset existing(Path file) {
    if (Files.notExists(file)) {
      throw new KeysetUnusable(file, "is missing, and what is on the log needs it: restore it from a backup");
    }
    return open(file);
  }

  /**
   * Reads the keyset, and makes it first if there is none: complete, with mode 0600, and once, also when several processes
   * start at the same time.
   *
   * @throws KeysetUnusable if the file cannot be used; its message is one line for the operator
   */
  public static LocalKeyset open(Path file) {
    try {
      if (Files.notExists(file)) {
        create(file);
      }
      refuseIfOpenToOthers(file);
      return LocalKeyset.parse(Files.readString(file));
    } catch (IOException e) {
      throw new KeysetUnusable(file, "cannot be read or made (" + e.getClass().getSimpleName() + ")");
    } catch (UnsupportedOperationException e) {
      throw new KeysetUnusable(file, "is on a file system without POSIX permissions");
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // The parser's own message can quote the text, and the text is the key: it is dropped with its cause.
      throw new KeysetUnusable(file, "is damaged: restore it from a copy");
    }
  }

  private static void create(Path file) throws IOException, GeneralSecurityException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path draft = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
    try {
      write(draft, LocalKeyset.generate());
      // A link, because it fails where a rename would replace the keyset that another process has just made.
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      // The other one's is as good.
      return;
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void write(Path draft, String json) throws IOException {
    var create = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(draft, create, PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
      ByteBuffer bytes = ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static void refuseIfOpenToOthers(Path file) throws IOException {
    boolean open = Files.getPosixFilePermissions(file)
      .stream()
      .anyMatch(permission -> !permission.name().startsWith("OWNER_"));
    if (open) {
      throw new KeysetUnusable(file, "can be read by others: run chmod 600 on it");
    }
  }
}
