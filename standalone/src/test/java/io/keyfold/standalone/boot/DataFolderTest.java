package io.keyfold.standalone.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class DataFolderTest {

  @TempDir
  Path parent;

  @Test
  @Tag("promise-4")
  void aNewFolderAndItsSubfoldersAreOwnerOnly() throws Exception {
    try (DataFolder data = DataFolder.open(parent.resolve("data"))) {
      assertThat(permissions(data.root())).isEqualTo("rwx------");
      assertThat(permissions(data.folder("logs"))).isEqualTo("rwx------");
    }
  }

  @Test
  @Tag("promise-4")
  void anExistingFolderKeepsItsPermissionsAndItsSubfoldersBecomeOwnerOnly() throws Exception {
    Path root = Files.createDirectory(parent.resolve("shared"));
    Path logs = Files.createDirectory(root.resolve("logs"));
    for (Path folder : new Path[] { root, logs }) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    try (DataFolder data = DataFolder.open(root)) {
      assertThat(permissions(data.folder("logs"))).isEqualTo("rwx------");
      assertThat(permissions(data.folder("kafka"))).isEqualTo("rwx------");
      assertThat(permissions(data.root())).isEqualTo("rwxr-xr-x");
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
