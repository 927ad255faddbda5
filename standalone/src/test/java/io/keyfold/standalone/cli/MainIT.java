package io.keyfold.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.standalone.boot.DataFolder;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainIT {

  @TempDir
  Path folder;

  @Test
  void aTakenPortIsToldInOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      try (Child child = Child.run("up", "--port", "" + port, "--data", folder.toString())) {
        child.assertFailsWith("keyfold: port " + port + " (public) is taken or cannot be bound on 127.0.0.1");
      }
      assertThat(folder.resolve("kafka")).as("nothing slow was started").doesNotExist();
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsToldInOneLine() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    try (Child child = Child.run("up", "--port", "0", "--data", file.resolve("data").toString())) {
      child.assertFailsWith("keyfold: data folder not writable: " + file.resolve("data"));
    }
  }

  @Test
  void aFolderInUseIsToldInOneLine() throws Exception {
    try (
      DataFolder held = DataFolder.open(folder);
      Child child = Child.run("up", "--port", "0", "--data", folder.toString())
    ) {
      child.assertFailsWith("keyfold: data folder in use by another process: " + held.root());
    }
  }

  @Test
  void anUnknownFlagIsToldInOneLine() throws Exception {
    try (Child child = Child.run("up", "--prot", "1")) {
      child.assertFailsWith("keyfold: Unknown options: '--prot', '1' (see --help)");
    }
  }

  @Test
  void helpNamesBothCommands() throws Exception {
    try (Child child = Child.run("--help")) {
      assertThat(child.exitCode()).isZero();
      assertThat(child.output()).contains("up ").contains("demo ");
    }
  }
}
