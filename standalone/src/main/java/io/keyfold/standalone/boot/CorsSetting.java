package io.keyfold.standalone.boot;

import io.keyfold.platform.start.StartProblem;
import io.keyfold.platform.web.AllowedOrigins;
import io.keyfold.platform.web.CorsFilter;
import io.keyfold.platform.web.CorsProperties;
import io.keyfold.platform.web.PublicUrl;
import io.keyfold.standalone.StartFailure;
import java.util.Map;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Reads the services' CORS setting, for responses that no service writes. */
final class CorsSetting {

  private CorsSetting() {}

  /**
   * {@return the CORS filter of the services}
   *
   * @param settings properties of this start, which override system properties, the environment and the defaults
   * @throws StartFailure if the setting is invalid
   */
  static CorsFilter filter(Map<String, String> settings) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("start", Map.copyOf(settings)));
    PlatformDefaults.read().forEach(environment.getPropertySources()::addLast);
    try {
      CorsProperties cors = Binder.get(environment).bindOrCreate("keyfold.web.cors", CorsProperties.class);
      return new CorsFilter(new AllowedOrigins(cors, new PublicUrl(null)));
    } catch (BindException e) {
      throw new StartFailure(StartProblem.describe(e), e);
    }
  }
}
