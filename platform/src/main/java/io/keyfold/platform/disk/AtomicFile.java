package io.keyfold.platform.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * A small file that is either the old one or the new one, also where the disk is full or the process dies. Fails with {@link
 * UncheckedIOException}.
 *
 * @param path where it is
 */
public record AtomicFile(Path path) {
  /** {@return its lines; empty if it is not there} What somebody else wrote over it reads as some text or other. */
  public Optional<List<String>> read() {
    try {
      return Files.exists(path)
        ? Optional.of(new String(Files.readAllBytes(path), StandardCharsets.UTF_8).lines().toList())
        : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts the text in place of what was there. Once it returns it survives a loss of power. */
  public void write(String text) {
    Path folder = path.toAbsolutePath().getParent();
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    try {
      Files.createDirectories(folder);
      try (
        FileChannel channel = FileChannel.open(
          fresh,
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          StandardOpenOption.TRUNCATE_EXISTING
        )
      ) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      // The name, too: else a loss of power could bring the old one back.
      try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
        names.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
