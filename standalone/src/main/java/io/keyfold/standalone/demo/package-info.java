/** The main job, played over HTTP as any client would. */
@NullMarked
package io.keyfold.standalone.demo;

import org.jspecify.annotations.NullMarked;
