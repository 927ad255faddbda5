package io.keyfold.standalone.boot;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends every log line to a file, as JSON: standard output is for the person at the terminal. Spring Boot would set logging
 * up once per context and three times over, so it is told to leave it alone.
 */
public final class LogFile {

  private static final String FILE = "keyfold.log";

  private LogFile() {}

  /** Until there is a file, nothing is logged: Logback's own default would write to standard output. */
  public static void silence() {
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    ((LoggerContext) LoggerFactory.getILoggerFactory()).reset();
  }

  /** Has to run before the first Spring context. Keeps at most four files of 20 MB. */
  public static void open(Path folder) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender(context, folder));
    LogLevels.read().forEach((logger, level) -> context.getLogger(logger).setLevel(Level.valueOf(level)));
  }

  private static RollingFileAppender<ILoggingEvent> appender(LoggerContext context, Path folder) {
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setContext(context);
    appender.setFile(folder.resolve(FILE).toString());
    FixedWindowRollingPolicy window = new FixedWindowRollingPolicy();
    window.setContext(context);
    window.setParent(appender);
    window.setFileNamePattern(folder.resolve(FILE) + ".%i");
    window.setMinIndex(1);
    window.setMaxIndex(3);
    window.start();
    SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
    size.setContext(context);
    size.setMaxFileSize(FileSize.valueOf("20MB"));
    size.start();
    appender.setRollingPolicy(window);
    appender.setTriggeringPolicy(size);
    appender.setEncoder(encoder(context));
    appender.start();
    return appender;
  }

  private static JsonEncoder encoder(LoggerContext context) {
    JsonEncoder encoder = new JsonEncoder();
    encoder.setContext(context);
    encoder.setWithFormattedMessage(true);
    encoder.setWithMessage(false);
    encoder.setWithArguments(false);
    encoder.setWithContext(false);
    encoder.setWithSequenceNumber(false);
    encoder.setWithNanoseconds(false);
    encoder.start();
    return encoder;
  }
}
