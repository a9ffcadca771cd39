/** Journeys in which others play, one after another in one process, which opens a Playground for each of them once. */
import './grants.js';
import './plan.js';
import './joining.js';
