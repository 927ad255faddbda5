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
 * A small file that is replaced atomically: a reader sees the old or the new content, also after a crash or on a full
 * disk. I/O errors are thrown as {@link UncheckedIOException}.
 *
 * @param path the file
 */
public record AtomicFile(Path path) {
  /** {@return the file's lines; empty if it does not exist} Content that another program wrote is returned as it is. */
  public Optional<List<String>> read() {
    try {
      return Files.exists(path)
        ? Optional.of(new String(Files.readAllBytes(path), StandardCharsets.UTF_8).lines().toList())
        : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces the content. When this returns, the new content survives a power loss. */
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
      // Syncs the directory as well, or a power loss could bring the old file back.
      try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
        names.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
