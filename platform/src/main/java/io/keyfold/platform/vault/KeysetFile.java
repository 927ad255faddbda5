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

/** Reads and creates a local keyset file. It opens every secret under it, so only its owner may read it. */
public final class KeysetFile {

  private static final Set<PosixFilePermission> OWNER_ONLY = EnumSet.of(
    PosixFilePermission.OWNER_READ,
    PosixFilePermission.OWNER_WRITE
  );

  private KeysetFile() {}

  /**
   * Reads an existing keyset.
   *
   * @throws KeysetUnusable if the file is missing or unusable; its message is one line for the operator
   */
  public static LocalKeyset existing(Path file) {
    if (Files.notExists(file)) {
      throw new KeysetUnusable(file, "is missing, but keys on the log require it: restore it from a backup");
    }
    return open(file);
  }

  /**
   * Reads the keyset, and creates it if there is none. Creation is atomic, with mode 0600, also if several processes
   * start concurrently.
   *
   * @throws KeysetUnusable if the file is unusable; its message is one line for the operator
   */
  public static LocalKeyset open(Path file) {
    try {
      if (Files.notExists(file)) {
        create(file);
      }
      requireOwnerOnly(file);
      return LocalKeyset.parse(Files.readString(file));
    } catch (IOException e) {
      throw new KeysetUnusable(file, "cannot be read or created (" + e.getClass().getSimpleName() + ")");
    } catch (UnsupportedOperationException e) {
      throw new KeysetUnusable(file, "is on a file system without POSIX permissions");
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // The parser's message may quote the key material, so it is dropped together with the cause.
      throw new KeysetUnusable(file, "is damaged: restore it from a backup");
    }
  }

  private static void create(Path file) throws IOException, GeneralSecurityException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path temporary = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
    try {
      write(temporary, LocalKeyset.generate());
      // A link, because a rename would replace a keyset that another process has just created.
      Files.createLink(file, temporary);
    } catch (FileAlreadyExistsException e) {
      // Another process has created it.
      return;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void write(Path temporary, String json) throws IOException {
    var create = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(temporary, create, PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
      ByteBuffer bytes = ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static void requireOwnerOnly(Path file) throws IOException {
    boolean open = Files.getPosixFilePermissions(file)
      .stream()
      .anyMatch(permission -> !permission.name().startsWith("OWNER_"));
    if (open) {
      throw new KeysetUnusable(file, "is accessible to other users: run chmod 600 on it");
    }
  }
}
