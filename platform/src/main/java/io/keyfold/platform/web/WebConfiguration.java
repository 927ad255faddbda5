package io.keyfold.platform.web;

import io.keyfold.platform.log.CatchUp;
import io.keyfold.platform.log.CatchUp;
import io.keyfold.platform.thread.ThreadConfiguration;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ExecutorServiceMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.http.codec.json.JacksonJsonEncoder;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.WebFilter;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/**
 * Beans of a service's HTTP edge. Requires a {@link RequestFingerprint} bean; uses a {@link Clock} and a
 * {@link MeterRegistry} if available.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ WebProperties.class, CorsProperties.class, PublicUrl.class, DrainProperties.class })
@Import(ThreadConfiguration.class)
public class WebConfiguration {

  private static final int LIST_THREADS = 4;
  private static final int LIST_QUEUE = 1000;
  private static final Duration LIST_TIMEOUT = Duration.ofSeconds(5);

  /** Not named jsonMapper, because Spring Cloud Function has a bean of another type with that name. */
  @Bean
  JsonMapper wireJsonMapper() {
    return WireJson.mapper();
  }

  @Bean
  RequestIds requestIds(ObjectProvider<Clock> clock) {
    return new RequestIds(clock.getIfAvailable(Clock::systemUTC));
  }

  @Bean
  Drain drain(DrainProperties properties) {
    return new Drain(properties);
  }

  @Bean
  CommitOnEventLoop commitOnEventLoop() {
    return new CommitOnEventLoop();
  }

  @Bean
  AllowedOrigins allowedOrigins(CorsProperties properties, PublicUrl publicUrl) {
    return new AllowedOrigins(properties, publicUrl);
  }

  @Bean
  CorsFilter corsFilter(AllowedOrigins origins) {
    return new CorsFilter(origins);
  }

  @Bean
  PathForms pathForms() {
    return new PathForms();
  }

  @Bean
  WebFilter bodyTimeout(WebProperties properties) {
    return (exchange, chain) -> {
      RequestBody.limit(exchange, properties.bodyTimeout());
      return chain.filter(exchange);
    };
  }

  @Bean
  Traces traces() {
    return new Traces();
  }

  @Bean
  Consistency consistency(ObjectProvider<CatchUp> views) {
    return new Consistency(views.getIfAvailable());
  }

  @Bean
  ErrorWriter errorWriter(JsonMapper json, PublicUrl publicUrl) {
    return new ErrorWriter(json, publicUrl);
  }

  @Bean
  Lists lists(ObjectProvider<MeterRegistry> meters, ThreadSupervisor threads) {
    // Not a bean: Spring Boot configures no task executor if there is another executor bean.
    ThreadPoolExecutor executor = new ThreadPoolExecutor(
      LIST_THREADS,
      LIST_THREADS,
      30,
      TimeUnit.SECONDS,
      new ArrayBlockingQueue<>(LIST_QUEUE),
      threads.factory("lists")
    );
    executor.allowCoreThreadTimeOut(true);
    meters.ifAvailable(registry -> ExecutorServiceMetrics.monitor(registry, executor, "keyfold.lists"));
    return new Lists(Schedulers.fromExecutorService(executor, "lists"), LIST_TIMEOUT);
  }

  @Bean
  RequestSchemas requestSchemas(JsonMapper json) {
    return new RequestSchemas(json);
  }

  @Bean
  SmartInitializingSingleton requestSchemasAtStart(
    RequestSchemas schemas,
    @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> handlers
  ) {
    return () -> handlers.ifAvailable(mapping -> schemas.load(mapping.getHandlerMethods().values()));
  }

  @Bean
  WebFluxConfigurer edge(
    JsonMapper json,
    RequestSchemas schemas,
    ObjectProvider<Clock> clock,
    RequestFingerprint fingerprint
  ) {
    ArgumentResolvers resolvers = new ArgumentResolvers(
      clock.getIfAvailable(Clock::systemUTC),
      fingerprint,
      schemas,
      json
    );
    return new WebFluxConfigurer() {
      @Override
      public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
        configurer.addCustomResolver(resolvers.all());
      }

      @Override
      public void configureHttpMessageCodecs(ServerCodecConfigurer codecs) {
        codecs.defaultCodecs().maxInMemorySize(RequestBody.MAX_BYTES);
        codecs.defaultCodecs().jacksonJsonEncoder(new JacksonJsonEncoder(json));
        codecs.defaultCodecs().jacksonJsonDecoder(new JacksonJsonDecoder(json));
      }
    };
  }
}
