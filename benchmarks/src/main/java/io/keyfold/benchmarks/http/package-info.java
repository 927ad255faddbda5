/** The HTTP load generator. It uses little CPU, since it shares the machine with the server. */
@NullMarked
package io.keyfold.benchmarks.http;

import org.jspecify.annotations.NullMarked;
