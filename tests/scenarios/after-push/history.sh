# The same work after the push: what is left waits for the pipeline alone.
SCENARIO=${SCENARIO%/*}/pending-push
source "$SCENARIO/history.sh"
git push -q -u origin perf/forecast-cache
