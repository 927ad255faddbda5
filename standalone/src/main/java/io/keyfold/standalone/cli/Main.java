package io.keyfold.standalone.cli;

import io.keyfold.standalone.StartFailure;
import io.keyfold.standalone.boot.Launch;
import io.keyfold.standalone.boot.LogFile;
import io.keyfold.standalone.boot.Options;
import io.keyfold.standalone.boot.Standalone;
import io.keyfold.standalone.demo.Demo;
import java.io.PrintStream;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The entry point. Whatever goes wrong at the start ends in one line on standard error and a non-zero exit code. */
public final class Main {

  private static final int FAILED = 1;
  private static final int WIDTH = 300;

  private Main() {}

  /** Starts, serves until SIGTERM or SIGINT, and stops in order. */
  public static void main(String[] args) {
    LogFile.silence();
    System.exit(Commands.over(new Started(System.out)).execute(args));
  }

  /** Runs the commands in this process. */
  private record Started(PrintStream out) implements Actions {
    @Override
    public int up(Options options) {
      return guarded(() -> {
        Standalone standalone = Standalone.start(new Launch(options, Map.of(), firstKey(), out::println));
        closeAtExit(standalone);
        awaitSignal();
        return 0;
      });
    }

    @Override
    public int rebuild(Options options) {
      return guarded(() -> Main.rebuild(options, out));
    }

    @Override
    public int demo(Options options, boolean exit) {
      return guarded(() -> Demo.run(options, exit, out, Main::closeAtExit));
    }
  }

  private static int rebuild(Options options, PrintStream out) throws InterruptedException {
    long begun = System.nanoTime();
    try (Standalone _ = Standalone.start(new Launch(options, Map.of(), firstKey(), out::println, true))) {
      out.printf("rebuilt     every local store, in %.1f s%n", (System.nanoTime() - begun) / 1e9);
    }
    return 0;
  }

  private static int guarded(Task task) {
    try {
      return task.run();
    } catch (StartFailure e) {
      return report(e, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    } catch (Exception e) {
      return report(e, "unexpected: " + e);
    }
  }

  private static int report(Exception e, String line) {
    Logger log = LoggerFactory.getLogger(Main.class);
    log.error("start failed", e);
    String first = line.lines().findFirst().orElse("failed");
    System.err.println("keyfold: " + (first.length() <= WIDTH ? first : first.substring(0, WIDTH) + "..."));
    return FAILED;
  }

  private static void closeAtExit(AutoCloseable closeable) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> closeBounded(closeable), "keyfold-stop"));
  }

  private static void closeBounded(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      LoggerFactory.getLogger(Main.class).error("stop failed", e);
    }
  }

  private static String firstKey() {
    return Objects.requireNonNullElse(System.getenv("KEYFOLD_BOOTSTRAP_KEY"), "");
  }

  private static void awaitSignal() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  /** What may fail while it starts. */
  @FunctionalInterface
  private interface Task {
    int run() throws Exception;
  }
}
