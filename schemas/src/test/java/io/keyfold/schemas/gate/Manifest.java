package io.keyfold.schemas.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The SHA-256 of every released file, in order of release and in the format of {@code sha256sum}. Changes and deletions
 * are visible in a review.
 */
final class Manifest {

  private static final String NAME = "MANIFEST";

  private final Path root;
  private final Path file;

  Manifest(Path root) {
    this.root = root;
    this.file = root.resolve(NAME);
  }

  List<String> violations() throws IOException {
    Map<String, String> found = found();
    List<String> violations = new ArrayList<>();
    for (String line : lines()) {
      String path = line.substring(66);
      String now = found.remove(path);
      if (now == null) {
        violations.add("released file is missing: " + path);
      } else if (!line.startsWith(now + "  ")) {
        violations.add("released file was edited: " + path);
      }
    }
    found.keySet().forEach(path -> violations.add("file was not released by the tool: " + path));
    return violations;
  }

  void append(List<Release> releases) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Release release : releases) {
      for (String ending : List.of(".avsc", ".bin", ".json")) {
        Path added = release.file(ending);
        lines.add(sha256(added) + "  " + name(added));
      }
    }
    if (!lines.isEmpty()) {
      Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  private List<String> lines() throws IOException {
    return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
  }

  private Map<String, String> found() throws IOException {
    if (!Files.exists(root)) {
      return new TreeMap<>();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files
        .filter(path -> Files.isRegularFile(path) && !path.equals(file))
        .collect(Collectors.toMap(this::name, Manifest::sha256, (one, other) -> one, TreeMap::new));
    }
  }

  private String name(Path path) {
    return root.relativize(path).toString().replace('\\', '/');
  }

  private static String sha256(Path path) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path)));
    } catch (IOException lost) {
      throw new UncheckedIOException(lost);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
