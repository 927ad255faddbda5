package com.example.billing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * PostgreSQL's programs on this machine.
 *
 * @param initdb path of {@code initdb}; the others are beside it
 */
record PostgresPrograms(Path initdb) {
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

  /** {@return the programs; empty if there are none} */
  static Optional<PostgresPrograms> find() throws IOException {
    Stream<Path> path = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).map(Path::of);
    Stream<Path> common = Stream.of(Path.of("/usr/local/bin"), Path.of("/usr/bin"));
    for (Path folder : Stream.of(path, common, versions())
      .flatMap(folders -> folders)
      .toList()) {
      Path initdb = folder.resolve("initdb");
      if (Files.isExecutable(initdb)) {
        // The programs find their files from the folder that they are really in.
        return Optional.of(new PostgresPrograms(initdb.toRealPath()));
      }
    }
    return Optional.empty();
  }

  private static Stream<Path> versions() throws IOException {
    if (!Files.isDirectory(DEBIAN)) {
      return Stream.empty();
    }
    try (Stream<Path> versions = Files.list(DEBIAN)) {
      return versions
        .map(version -> version.resolve("bin"))
        .toList()
        .stream();
    }
  }

  /** {@return the path of a program} */
  String program(String name) {
    return initdb.resolveSibling(name).toString();
  }
}
